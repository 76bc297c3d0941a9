import { desks } from '../../shared/domain/desk.ts'

/** A contact as a file has it. */
export type GivenContact = Readonly<Record<string, unknown>>

/** Returns a complete file of contacts for stage prod: an email address for each audience, at a host. */
export const completeFile = (host = 'police.harbour') => ({
  stage: 'prod',
  ...audiencesAt(host),
})

const audiencesAt = (host: string): Record<string, Record<string, readonly GivenContact[]>> => ({
  ...Object.fromEntries(
    desks.map((desk) => [
      desk,
      {
        duty: [{ channel: 'email', address: `${desk}@${host}` }],
        supervisor: [{ channel: 'email', address: `${desk}-supervisor@${host}` }],
      },
    ]),
  ),
  operators: { duty: [{ channel: 'email', address: `operators@${host}` }] },
})

/** Returns a complete file in which the duty officers of a desk have these contacts. */
export const fileWith = (desk: string, duty: readonly unknown[]) => {
  return { ...completeFile(), [desk]: { ...audiencesAt('police.harbour')[desk], duty } }
}
