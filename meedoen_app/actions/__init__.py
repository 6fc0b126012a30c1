"""Actions: what people do. One function is one thing somebody does, in one transaction.

May import: the standard library, storage, content, delivery and core.
May not:    touch a request, a row, a clock or a locale, or write a sentence.
"""
