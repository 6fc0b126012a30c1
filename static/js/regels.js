// The closed rule language, for use without a connection: the twin of `holds` in meedoen_app/core/rules.py.
// `answers` maps a question (or question.row) to the list of what was chosen; what is not in it is unanswered.
"use strict";
const geldt = (condition, answers) => {
  const values = Object.assign(Object.create(null), answers);
  const holds = (part) => {
    const [[word, rest], ...more] = Object.entries(part);
    if (more.length) throw new RangeError(word);
    if (word === "all") return rest.every(holds);
    if (word === "any") return rest.some(holds);
    if (word === "not") return !holds(rest);
    if (word === "answered") return rest in values;
    const chosen = values[rest[0]] ?? [];
    if (word === "is") return chosen.length === 1 && chosen[0] === rest[1];
    if (word === "in") return rest[1].some((option) => chosen.includes(option));
    if (word === "has") return chosen.includes(rest[1]);
    throw new RangeError(word);
  };
  return holds(condition);
};
