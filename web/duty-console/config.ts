/** What the console reads from `config.json`, which stands beside it: where the API is, and where officers sign in. */
export interface ConsoleConfig {
  /** What the paths of the API follow. */
  readonly apiUrl: string
  /** What the tokens must name as their issuer. */
  readonly issuer: string
  readonly clientId: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  /** Ends the session at the sign-in pages, then comes back: Cognito's `/logout`. */
  readonly signOutEndpoint: string
}
