import { edges, type LifecycleRow, lifecycle } from '../shared/domain/lifecycle.ts'

const rows: ReadonlyArray<readonly [change: string, LifecycleRow]> = Object.entries(lifecycle)

const diagram = (): string => {
  const moves = edges.filter(({ from, to }) => from !== to)
  const arrows = moves.map(
    ({ change, by, from, to }) => `  ${from === 'nothing' ? '[*]' : from} --> ${to}: ${change} (${by})`,
  )
  return ['```mermaid', 'stateDiagram-v2', ...arrows, '  erased --> [*]', '  withdrawn --> [*]', '```'].join('\n')
}

const cellOf = ({ edges }: LifecycleRow): string =>
  Object.entries(edges)
    .map(([from, to]) => (from === to ? `stays ${to}` : `${from} → ${to}`))
    .join(', ')

const table = (): string => {
  const lines = rows.map(([change, row]) => `| \`${change}\` | ${row.by} | ${row.does} | ${cellOf(row)} |`)
  return ['| change | made by | what the maker does | states |', '|---|---|---|---|', ...lines].join('\n')
}

/** Returns docs/life-of-a-report.md: the life cycle as a Mermaid state diagram and as a table. */
export const lifeOfAReport = (): string => `# The life of a report

\`npm run generate\` writes this page from \`shared/domain/lifecycle.ts\`. A test fails when the two differ, and the simulation fails
when a stored change is not in the table.

A report is always in one state. Each change moves it to another state, or leaves it in the same one, and writes one log entry with the
name of the change. The diagram shows the changes of state. The table lists every change.

${diagram()}

${table()}

What drives a report on when nobody acts stands in [architecture](architecture.md#the-report-item).
`
