import type { OfficerProvider } from './cognito.ts'
import type { ReadyOfficer } from './ready-officers.ts'

/** Signs one of this machine's officers in by password, as only the local provider allows. @returns an access token */
export const signInByPassword = async (
  { tokenEndpoint, clientId }: Pick<OfficerProvider, 'tokenEndpoint' | 'clientId'>,
  { name, password }: Pick<ReadyOfficer, 'name' | 'password'>,
): Promise<string> => {
  const form = { grant_type: 'password', client_id: clientId, username: name, password }
  const response = await fetch(tokenEndpoint, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = (await response.json()) as { readonly access_token?: string }
  if (access_token === undefined) throw new Error(`${name} cannot sign in: ${response.status}`)
  return access_token
}

/** The same, for an officer of a Harbour by name. */
export const signInOn = async (officers: Omit<OfficerProvider, 'close'> | undefined, name: string): Promise<string> => {
  const officer = officers?.officers.find((each) => each.name === name)
  if (officers === undefined || officer === undefined) throw new Error(`there is no officer ${name}`)
  return signInByPassword(officers, officer)
}
