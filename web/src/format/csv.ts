/** A table as a CSV file that a spreadsheet opens safely. */
import { download } from './download'

export type Table = { columns: string[]; rows: (string | number)[][] }

export function csvOf(table: Table): string {
  return [table.columns, ...table.rows].map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n'
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  // Spreadsheets run text that begins like a formula, and these values come from attackers.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function downloadCsv(name: string, table: Table): void {
  // The mark makes spreadsheets read the file as UTF-8.
  download(name, new Blob(['\ufeff', csvOf(table)], { type: 'text/csv' }))
}
