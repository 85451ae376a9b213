"""A stretch of Rich Text in the making: its paragraph, its row of cells, its finished blocks."""

from dataclasses import dataclass, field

from docsearch.ingest.formats.sections import Block, row_blocks


@dataclass(slots=True)
class Flow:
    """Takes text and borders, in their order, and gives blocks."""

    text: str = ""
    row: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    in_table: bool = False
    first_row: bool = True
    level: int = 0

    def end_at(self, border: str) -> None:
        """Finish what the control word ends."""
        if border in {"cell", "nestcell"}:
            self._end_cell()
        elif border in {"row", "nestrow"}:
            self._end_row()
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        # Within a cell, a line.
        if self.in_table:
            self.text += "\n"
            return
        self._end_row()
        self.first_row = True
        if self.text.strip():
            self.blocks.append(Block(self.text.strip("\n"), self.level))
        self.text = ""

    def _end_cell(self) -> None:
        lines = (line for line in self.text.split("\n") if line.strip())
        self.row.append([Block(line) for line in lines])
        self.text = ""

    def _end_row(self) -> None:
        if self.row:
            self.blocks += row_blocks(self.row, first=self.first_row)
            self.row, self.first_row = [], False

    def end(self) -> list[Block]:
        """Finish everything and return the blocks."""
        self.in_table = False
        self._end_paragraph()
        return self.blocks
