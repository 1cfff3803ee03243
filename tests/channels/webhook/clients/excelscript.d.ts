/** What the script uses of Excel's script API, as Microsoft declares it. */
declare namespace ExcelScript {
  interface Workbook {
    getActiveWorksheet(): Worksheet;
    getSelectedRange(): Range;
  }
  interface Worksheet {
    getCell(row: number, column: number): Range;
  }
  interface Range {
    getTexts(): string[][];
    getRowIndex(): number;
    getColumnIndex(): number;
    setValue(value: string | number | boolean): void;
  }
}
