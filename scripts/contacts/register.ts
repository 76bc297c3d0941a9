import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { localClient } from '../../infra/local/machine/local-client.ts'
import { createDynamoDb } from '../../shared/adapters/aws-clients.ts'
import { createContactVersions } from '../../shared/adapters/dynamo-contact-versions.ts'
import { createContacts } from '../../shared/adapters/dynamo-contacts.ts'
import type { Contacts, ContactVersions } from '../../shared/ports/contacts.ts'
import { findLocalTables } from '../operator/local-harbour.ts'
import { outputNamed, outputsOf, stackOf } from '../operator/stage-stack.ts'

/** What a stage sends with, as its stack says. */
export interface StageSending {
  readonly region: string
  readonly senders: { readonly email: string; readonly sms: string; readonly call: string }
  readonly secretPrefix: string
}

/** The contacts of a running Harbour. */
export interface Register {
  readonly contacts: Contacts
  readonly versions: ContactVersions
  /** Undefined for the Harbour of this machine, which sends nothing. */
  readonly sending: StageSending | undefined
}

type Client = Parameters<typeof createDynamoDb>[0]

const now = () => new Date()

const registerAt = (client: Client, table: string, sending?: StageSending): Register => {
  const config = { dynamo: createDynamoDb(client), table }
  const newId = () => randomBytes(12).toString('base64url')
  const versions = createContactVersions({ ...config, now, newId })
  return { contacts: createContacts(config, now), versions, sending }
}

const findLocal = async (url: string): Promise<Register> => {
  const { tablesUrl, table } = await findLocalTables(url)
  return registerAt(localClient(tablesUrl), table)
}

const senders = v.object({ email: v.string(), sms: v.string(), call: v.string() })

const findOnAws = async (stage: string): Promise<Register> => {
  const stack = stackOf(stage)
  const outputs = await outputsOf(stack)
  const { region } = stack
  return registerAt({ region }, outputNamed(stack, outputs, 'ContactTableName'), {
    region,
    senders: v.parse(senders, JSON.parse(outputNamed(stack, outputs, 'Senders'))),
    secretPrefix: outputNamed(stack, outputs, 'ContactSecretPrefix'),
  })
}

/**
 * Finds the contacts of the stage that the environment names, or of the Harbour that runs on this machine.
 *
 * @throws Error in one line when there is none
 */
export const findRegister = (stage: string | undefined, url: string): Promise<Register> =>
  stage ? findOnAws(stage) : findLocal(url)
