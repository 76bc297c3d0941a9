import { localClient } from '../../infra/local/machine/local-client.ts'
import type { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { findLocalTables } from '../operator/local-harbour.ts'
import { outputNamed, outputsOf, stackOf } from '../operator/stage-stack.ts'

/** Where the table of reports is. */
export interface ReportTablePlace {
  readonly client: NonNullable<Parameters<typeof createDynamoDb>[0]>
  readonly table: string
}

const findLocal = async (url: string): Promise<ReportTablePlace> => {
  const { tablesUrl, reportTable } = await findLocalTables(url)
  if (reportTable === undefined) throw new Error(`the Harbour at ${url} has no table of reports of its own`)
  return { client: localClient(tablesUrl), table: reportTable }
}

const findOnAws = async (stage: string): Promise<ReportTablePlace> => {
  const stack = stackOf(stage)
  const table = outputNamed(stack, await outputsOf(stack), 'TableName')
  return { client: { region: stack.region }, table }
}

/**
 * Finds the table of reports of the stage that the environment names, or of the Harbour that runs on this machine.
 *
 * @throws Error in one line when there is none
 */
export const findReportTable = (stage: string | undefined, url: string): Promise<ReportTablePlace> =>
  stage ? findOnAws(stage) : findLocal(url)
