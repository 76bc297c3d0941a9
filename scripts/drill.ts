import { randomUUID } from 'node:crypto'
import { createDynamoDb } from '../shared/adapters/aws-clients.ts'
import { createDrills, drillIdOf } from '../shared/adapters/dynamo-drills.ts'
import { startDrill } from '../shared/domain/drill.ts'
import { inFours } from '../shared/domain/reference.ts'
import { type DrillCommand, help, parseDrillCommand } from './drill/commands.ts'
import { findReportTable } from './drill/report-table.ts'
import { awsProblemOf } from './operator/aws-problem.ts'

const stage = process.env['HARBOUR_STAGE']

const stop = (problem: string): void => {
  process.stderr.write(`drill: ${problem}\n`)
  process.exitCode = 1
}

/** Stores a drill that is due at once; watch-deadlines sends its first alert within a minute. */
const start = async ({ desk, grade, url, isSure }: Extract<DrillCommand, { kind: 'start' }>): Promise<void> => {
  if (stage && !isSure) return stop(`nothing is started yet: people of ${desk} in stage ${stage} are woken; add --yes`)
  const { client, table } = await findReportTable(stage, url)
  const { report, entry } = startDrill({ reportId: drillIdOf(randomUUID()), desk, grade }, new Date())
  const due = { ...report, dueAt: report.receivedAt }
  await createDrills({ dynamo: createDynamoDb(client), table }).start({ report: due, entry })
  const reference = inFours(report.reportId)
  process.stdout.write(`${desk} hears of drill ${reference} within a minute; an officer ends it by acknowledging it\n`)
}

const command = parseDrillCommand(process.argv.slice(2))
if (command.kind === 'help') process.stdout.write(help)
else if (command.kind === 'refused') stop(command.problem)
else await start(command).catch((error: unknown) => stop(awsProblemOf(error)))
