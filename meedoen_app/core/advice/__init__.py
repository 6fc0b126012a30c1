"""What can help: needs, services, and the order in which the policy looks at them."""
