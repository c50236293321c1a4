"""Properties of runs and paragraphs as Typst's dictionaries, in the names that paper.typ reads."""

from bot.documents.word.docx_styles import Props, color
from bot.documents.word.typst_text import array, dictionary, length

PLAIN_SIZE = 10.0
"""Points, where no style says a size: Word's own."""
NATURAL, BELOW = 1.149, 0.258
"""The font's own line in sizes: its whole height; descent with the gap below it (Liberation Serif)."""
UNQUICK = ("left", "right", "first", "rules", "whole", "new-page")
"""What a paragraph must not have for the short way of cells in paper.typ."""
ALIGN = {"center": "center", "right": "right", "end": "right"}
JUSTIFIED = ("both", "distribute")
STOPS = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
    "decimal": "right",
}
LEADERS = {
    "dot": "dot",
    "middleDot": "dot",
    "hyphen": "hyphen",
    "underscore": "underscore",
    "heavy": "underscore",
}
SIDES = ("top", "bottom", "left", "right")


def run_style(props: Props) -> str:
    """Of a run."""
    size = props.get("size", PLAIN_SIZE)
    letters = {"size": length(size)}
    if props.get("bold"):
        letters["weight"] = '"bold"'
    if props.get("italic"):
        letters["style"] = '"italic"'
    if props.get("tracking"):
        letters["tracking"] = length(props["tracking"])
    if color(props.get("color")):
        letters["fill"] = f'rgb("{color(props["color"])}")'
    out = {"text": dictionary(letters)}
    for name in ("under", "strike", "boxed"):
        if props.get(name):
            out[name] = "true"
    if props.get("caps") or props.get("small_caps"):
        out["case"] = '"caps"' if props.get("caps") else '"small"'
    if props.get("raise") in ("superscript", "subscript"):
        out["raise"] = '"super"' if props["raise"] == "superscript" else '"sub"'
    return dictionary(out)


def paragraph_style(props: Props, mark: Props, tab: float) -> str:
    """Of a paragraph; mark: of the runs it begins with. tab: the usual distance of tab stops, in points."""
    size = mark.get("size", PLAIN_SIZE)
    out = {"size": length(size), "tab": length(tab)}
    out |= _line(props, size)
    for name, here in (("left", "left"), ("right", "right"), ("first", "first")):
        if props.get(name):
            out[here] = length(props[name])
    for name, here in (("before", "above"), ("after", "below")):
        if props.get(name):
            out[here] = length(props[name])
    align = props.get("align", "")
    if align in ALIGN:
        out["align"] = ALIGN[align]
    if align in JUSTIFIED:
        out["justify"] = "true"
    for name, here in (("keep_next", "sticky"), ("keep_lines", "whole"), ("new_page", "new-page")):
        if props.get(name):
            out[here] = "true"
    out |= _stops(props) | _rules(props)
    if not any(name in out for name in UNQUICK):
        out["quick"] = "true"
    return dictionary(out)


def _line(props: Props, size: float) -> dict[str, str]:
    """How high a line is, and where in it the letters stand."""
    rule, line = props.get("line", ("auto", 1))
    if rule == "atLeast" and line <= size * NATURAL:
        rule, line = "auto", 1
    if rule == "auto":
        top, bottom = f"{NATURAL * line - BELOW:.4g}em", f"{-BELOW:g}em"
    else:
        top, bottom = length(line * 0.8), length(-line * 0.2)
    return {"edges": dictionary({"top-edge": top, "bottom-edge": bottom})}


def _stops(props: Props) -> dict[str, str]:
    stops = [
        dictionary(
            {"at": length(at), "kind": f'"{STOPS[kind]}"', "leader": f'"{LEADERS.get(leader, "")}"'},
        )
        + ","
        for at, (kind, leader) in sorted(props.get("tabs", {}).items())
        if kind in STOPS
    ]
    return {"tabs": array(stops)} if stops else {}


def _rules(props: Props) -> dict[str, str]:
    found = {side: line for side, line in props.get("rules", {}).items() if side in SIDES and line}
    if not found:
        return {}
    strokes = {side: stroke(line) for side, line in found.items()}
    spaces = {side: length(line[1]) for side, line in found.items()}
    return {"rules": dictionary({"stroke": dictionary(strokes), "inset": dictionary(spaces)})}


def stroke(line: tuple[float, float, str, str]) -> str:
    """A line of `border`'s four values."""
    thickness, _, colour, dash = line
    paint = f'rgb("{colour}")' if colour else "black"
    return dictionary({"thickness": length(thickness), "paint": paint, "dash": f'"{dash}"'})
