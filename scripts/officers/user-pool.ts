import { randomBytes } from 'node:crypto'
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteSoftwareTokenCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  paginateAdminListGroupsForUser,
  paginateListUsers,
  UsernameExistsException,
  type UserType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OfficerGroup } from './commands.ts'

/** The user pool of a stage. */
export interface Pool {
  readonly cognito: CognitoIdentityProviderClient
  readonly UserPoolId: string
}

/** An officer as the pool has them. */
export interface ListedOfficer {
  readonly email: string
  readonly groups: readonly string[]
  /** Such as CONFIRMED or FORCE_CHANGE_PASSWORD; `disabled` before it. */
  readonly state: string
  readonly changedAt: string
  readonly hasAuthenticator: boolean
}

/** More than one person needs; Cognito allows 60 a page. */
const pageSize = 60

const detailsOf = async ({ cognito, UserPoolId }: Pool, user: UserType): Promise<ListedOfficer> => {
  const Username = user.Username ?? ''
  const groups: string[] = []
  const call = { UserPoolId, Username, Limit: pageSize }
  for await (const page of paginateAdminListGroupsForUser({ client: cognito }, call)) {
    groups.push(...(page.Groups ?? []).map(({ GroupName = '' }) => GroupName))
  }
  const { UserMFASettingList = [] } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))
  return {
    email: user.Attributes?.find(({ Name }) => Name === 'email')?.Value ?? Username,
    groups,
    state: `${user.Enabled === false ? 'disabled ' : ''}${user.UserStatus ?? 'UNKNOWN'}`,
    changedAt: user.UserLastModifiedDate?.toISOString() ?? '',
    hasAuthenticator: UserMFASettingList.includes('SOFTWARE_TOKEN_MFA'),
  }
}

/**
 * Reads every officer, page by page; one after the other, for Cognito allows few calls a second.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsers.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html
 */
export async function* listOfficers(pool: Pool): AsyncGenerator<ListedOfficer> {
  const { cognito, UserPoolId } = pool
  for await (const page of paginateListUsers({ client: cognito }, { UserPoolId, Limit: pageSize })) {
    for (const user of page.Users ?? []) yield await detailsOf(pool, user)
  }
}

/**
 * Makes an officer with the groups of their desks. Cognito mails the temporary password; nobody here sees it. A second
 * run adds the groups that a first one did not reach.
 *
 * @returns false for an officer who existed before
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html
 */
export const addOfficer = async (pool: Pool, email: string, desks: readonly OfficerGroup[]): Promise<boolean> => {
  const { cognito, UserPoolId } = pool
  const user = { UserPoolId, Username: email }
  const attributes = { email, email_verified: 'true' }
  const create = new AdminCreateUserCommand({
    ...user,
    UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    DesiredDeliveryMediums: ['EMAIL'],
  })
  const isNew = await cognito.send(create).then(
    () => true,
    (error: unknown) => {
      if (error instanceof UsernameExistsException) return false
      throw error
    },
  )
  for (const GroupName of desks) await cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName }))
  return isNew
}

/**
 * Removes an officer: nobody can sign in any more, then every refresh token ends, then the user is deleted. A crash
 * between leaves an officer who cannot sign in.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUserGlobalSignOut.html
 */
export const removeOfficer = async ({ cognito, UserPoolId }: Pool, Username: string): Promise<void> => {
  const user = { UserPoolId, Username }
  await cognito.send(new AdminDisableUserCommand(user))
  await cognito.send(new AdminUserGlobalSignOutCommand(user))
  await cognito.send(new AdminDeleteUserCommand(user))
}

/**
 * Helps an officer who lost the authenticator. After its deletion Cognito lets whoever knows the password register
 * another one, so the password goes first: a random one that nobody has, then the mail with a temporary one. A crash
 * between leaves an officer who cannot sign in, and a second run ends it.
 *
 * AdminSetUserMFAPreference does not help here: the pool requires MFA, and the call leaves the authenticator in place.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminDeleteSoftwareToken.html
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html
 */
export const resetOfficer = async ({ cognito, UserPoolId }: Pool, Username: string): Promise<void> => {
  const user = { UserPoolId, Username }
  // The end meets the pool's password policy whatever the random part is.
  const Password = `${randomBytes(24).toString('base64url')}aA1!`
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: false }))
  await cognito.send(new AdminUserGlobalSignOutCommand(user))
  await cognito.send(
    new AdminCreateUserCommand({ ...user, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] }),
  )
  await cognito.send(new AdminDeleteSoftwareTokenCommand(user))
}
