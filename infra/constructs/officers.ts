import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway'
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  CfnUserPool,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  ResourceServerScope,
  StandardThreatProtectionMode,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import { desks } from '../../shared/domain/desk.ts'

/** The scope that an officer's access token must have; the adapter that verifies it asks for the same. */
const scopeName = 'duty'
const resourceServer = 'harbour'

/** An access token is good for so long, minutes; the officer's console asks for the next by the refresh token. */
const accessTokenMinutes = 15

/** Who the officers are: a user pool that nobody can join by themselves, whose groups are the desks. */
export class Officers extends Construct {
  /** What the access tokens say and duty-api checks. */
  readonly issuer: string
  readonly clientId: string
  readonly #userPool: UserPool

  constructor(scope: Construct, id: string, props: { readonly consoleUrl: string }) {
    super(scope, id)
    this.#userPool = this.#createUserPool()
    const client = this.#createClient(props.consoleUrl)
    this.#openSignIn(client)
    for (const desk of desks) {
      new CfnUserPoolGroup(this, `Desk-${desk}`, { userPoolId: this.#userPool.userPoolId, groupName: desk })
    }
    this.issuer = this.#userPool.userPoolProviderUrl
    this.clientId = client.userPoolClientId
  }

  /** Lets an API ask for an officer's access token. */
  createAuthorizer(api: RestApi): OfficerAuthorizer {
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      restApiId: api.restApiId,
      name: 'officers',
      type: 'COGNITO_USER_POOLS',
      identitySource: 'method.request.header.Authorization',
      providerArns: [this.#userPool.userPoolArn],
      authorizerResultTtlInSeconds: 0,
    })
    return { authorizerId: authorizer.ref, scopes: [`${resourceServer}/${scopeName}`] }
  }

  /** The sign-in pages. A prefix is unique in a region among all of AWS's customers, so it holds the account. */
  #openSignIn(client: UserPoolClient): void {
    this.#userPool.addDomain('Domain', {
      cognitoDomain: { domainPrefix: `${Stack.of(this).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
    // Without a style of its own a client's managed login pages are not served.
    new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: this.#userPool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    })
  }

  #createUserPool(): UserPool {
    const userPool = new UserPool(this, 'UserPool', {
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(1),
      },
      accountRecovery: AccountRecovery.NONE,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    const resource = userPool.node.defaultChild
    if (!(resource instanceof CfnUserPool)) throw new Error('the user pool has no CloudFormation resource')
    // A passkey with user verification is two factors; without this Cognito refuses passkeys where a second factor is required.
    resource.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION'
    return userPool
  }

  #createClient(consoleUrl: string): UserPoolClient {
    const scope = new ResourceServerScope({ scopeName, scopeDescription: 'act for the desks that the officer serves' })
    const server = this.#userPool.addResourceServer('Api', { identifier: resourceServer, scopes: [scope] })
    return this.#userPool.addClient('Console', {
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(server, scope)],
        callbackUrls: [consoleUrl],
      },
      accessTokenValidity: Duration.minutes(accessTokenMinutes),
      idTokenValidity: Duration.minutes(accessTokenMinutes),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    })
  }
}

/** What a method needs to be open to officers alone. */
export interface OfficerAuthorizer {
  readonly authorizerId: string
  readonly scopes: readonly string[]
}
