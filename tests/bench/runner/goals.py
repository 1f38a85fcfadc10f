"""What is to be reached (goals.txt), held against what was measured in the same run."""
import os
from dataclasses import dataclass

from measure import Figures, paired_ratio

FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "goals.txt")


@dataclass
class Goal:
    what: str
    table: str
    row: str
    figure: str
    over: str
    reach: float
    aim: float   # as reach, where there is no other

    def value(self, tables):
        """The ratio or figure, or None if it was not measured."""
        name, _, which = self.figure.partition(" ")
        own, other = (tables.get(self.table, {}).get(row, {}).get(name) for row in (self.row, self.over))
        if own is None or not self.over:
            return own.median if isinstance(own, Figures) else own
        if other is None:
            return None
        return own.min / other.min if which == "min" else paired_ratio(own, other)

    def verdict(self, value):
        if value > self.reach:
            return "MISSED"
        return "reached, with the aim" if value <= self.aim else "reached"


def read():
    with open(FILE) as file:
        rows = [[cell.strip() for cell in line.split("|")] for line in file if line.strip() and line[0] != "#"]
    return [Goal(*row[:5], float(row[5]), float(row[6] or row[5])) for row in rows]


def judge(tables):
    """A dict for each goal whose figures were measured."""
    judged = []
    for goal in read():
        value = goal.value(tables)
        if value is not None:
            judged.append({"goal": goal.what, "over": goal.over, "measured": value, "reach": goal.reach,
                           "aim": goal.aim, "verdict": goal.verdict(value)})
    return judged
