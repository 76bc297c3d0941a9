/**
 * Where an officer's command line takes the answer of its sign-in: one address, since Cognito compares the whole of it,
 * and of plain http it takes `localhost` alone.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export const commandLineRedirect = 'http://localhost:8765/callback'
