"""Every name that the code gives to something it writes in the trace, read from the source itself.

A name that comes in as an argument is looked up where the function is called, as often as needed. What cannot
be found so is returned as a place: somebody has to say there in plain words which names it can be.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS_DEEP = 4
Function = ast.FunctionDef
Called = tuple[Function | None, ast.Call]


@dataclass
class Source:
    """All modules of a folder, with the functions in them and who calls those."""

    folder: Path
    names: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._trees = {path: ast.parse(path.read_text()) for path in sorted(self.folder.rglob("*.py"))}
        for path, tree in self._trees.items():
            for function, call in _calls(tree, "Event"):
                if isinstance(call.func, ast.Name):  # And not threading.Event.
                    self._add(path, function, _argument(call, 1, "name"), CALLS_DEEP)

    def _add(self, path: Path, function: Function | None, given: ast.expr | None, deep: int) -> None:
        """Add what an expression can be, in this function of this module."""
        told = self._text(path, given)
        if told is not None:
            self.names.add(told)
        elif isinstance(given, ast.IfExp):
            self._add(path, function, given.body, deep)
            self._add(path, function, given.orelse, deep)
        elif isinstance(given, ast.Name) and function and deep and given.id in _parameters(function):
            self._follow(path, function, given.id, deep - 1)
        elif isinstance(given, ast.Name) and function and given.id in _assigned(function):
            self._add(path, function, _assigned(function)[given.id], deep)
        elif isinstance(given, ast.Call) and (called := _function(self._trees[path], given)):
            for one in ast.walk(called):
                if isinstance(one, ast.Return):
                    self._add(path, called, one.value, deep)
        else:
            self.unknown.add(f"{path.relative_to(self.folder)}:{function.name if function else ''}")

    def _text(self, path: Path, given: ast.expr | None) -> str | None:
        """Return what a text, a constant of this or another module, or a text with those in it says."""
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            return given.value
        if isinstance(given, ast.Name):
            return _constants(self._trees[path]).get(given.id)
        if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name):
            modules = [tree for other, tree in self._trees.items() if other.stem == given.value.id]
            return next(
                (found[given.attr] for found in map(_constants, modules) if given.attr in found), None
            )
        if isinstance(given, ast.FormattedValue):
            return self._text(path, given.value)
        if isinstance(given, ast.JoinedStr):
            told = [self._text(path, one) for one in given.values]
            return None if None in told else "".join(map(str, told))
        return None

    def _follow(self, path: Path, function: Function, parameter: str, deep: int) -> None:
        """Look at everybody who calls this function, as a function of its module or by its own name."""
        position = _parameters(function).index(parameter)
        for other, tree in self._trees.items():
            for caller, call in _calls(tree, function.name):
                is_of_module = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name)
                of = call.func.value.id if is_of_module else None  # type: ignore[union-attr]
                if of == path.stem or (of is None and other == path):
                    self._add(other, caller, _argument(call, position, parameter), deep)


def _calls(tree: ast.AST, name: str, within: Function | None = None) -> Iterator[Called]:
    for node in ast.iter_child_nodes(tree):
        function = node if isinstance(node, Function) else within
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == name:
                yield function, node
        yield from _calls(node, name, function)


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    return named.get(name) or (call.args[position] if position < len(call.args) else None)


def _parameters(function: Function) -> list[str]:
    arguments = function.args
    return [one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]


def _function(tree: ast.Module, call: ast.Call) -> Function | None:
    """Return the function of this module that is called."""
    name = getattr(call.func, "id", "")
    return next((one for one in tree.body if isinstance(one, Function) and one.name == name), None)


def _assigned(function: Function) -> dict[str, ast.expr]:
    """Return what a function itself gives a name."""
    return {
        node.targets[0].id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def _constants(tree: ast.Module) -> dict[str, str]:
    """Return the texts that a module gives a name of its own."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target, value = node.targets[0], node.value
            names = target.elts if isinstance(target, ast.Tuple) else [target]
            values = value.elts if isinstance(value, ast.Tuple) else [value]
            found |= {
                one.id: text.value
                for one, text in zip(names, values, strict=False)
                if isinstance(one, ast.Name)
                and isinstance(text, ast.Constant)
                and isinstance(text.value, str)
            }
    return found
