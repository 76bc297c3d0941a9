import { Aws, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { CfnAuthorizer, type RestApi } from 'aws-cdk-lib/aws-apigateway'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
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
import { dutyScope, resourceServer, scopeName } from '../../shared/domain/officer-scope.ts'
import { operatorGroup } from '../../shared/domain/operator-group.ts'
import { supervisorGroupOf } from '../../shared/domain/supervisor-group.ts'
import { commandLineRedirect } from '../command-line-redirect.ts'
import type { Settings } from '../settings.ts'

/** An access token is good for so long, minutes; the officer's console asks for the next by the refresh token. */
const accessTokenMinutes = 15

/** A temporary password is good for so long, days: an officer may be off duty when it is given. */
const temporaryPasswordDays = 7

/** What the officers' side is made with. */
export interface OfficersProps {
  readonly consoleUrl: string
  readonly settings: Pick<Settings, 'signInDomain' | 'deletionProtection'>
}

/**
 * Who the officers are: a user pool that nobody can join by themselves, whose groups are the desks, their supervisors
 * and the operators.
 */
export class Officers extends Construct {
  /** What the access tokens say and duty-api checks. */
  readonly issuer: string
  readonly consoleClientId: string
  readonly commandLineClientId: string
  /** The origin of the sign-in pages. */
  readonly signInUrl: string
  readonly #userPool: UserPool

  constructor(scope: Construct, id: string, { consoleUrl, settings }: OfficersProps) {
    super(scope, id)
    const host = settings.signInDomain?.domainName ?? `${this.#prefix}.auth.${Aws.REGION}.amazoncognito.com`
    this.#userPool = this.#createUserPool(host, settings.deletionProtection)
    const createClient = this.#clientsWithScope()
    this.consoleClientId = createClient('Console', { callbackUrl: consoleUrl, logoutUrl: consoleUrl }).userPoolClientId
    this.commandLineClientId = createClient('CommandLine', { callbackUrl: commandLineRedirect }).userPoolClientId
    this.#openSignIn(settings.signInDomain)
    for (const desk of desks) {
      new CfnUserPoolGroup(this, `Desk-${desk}`, { userPoolId: this.#userPool.userPoolId, groupName: desk })
    }
    for (const desk of desks) {
      const groupName = supervisorGroupOf(desk)
      new CfnUserPoolGroup(this, `Supervisors-${desk}`, { userPoolId: this.#userPool.userPoolId, groupName })
    }
    new CfnUserPoolGroup(this, 'Operators', { userPoolId: this.#userPool.userPoolId, groupName: operatorGroup })
    this.issuer = this.#userPool.userPoolProviderUrl
    this.signInUrl = `https://${host}`
  }

  /** Every client whose tokens duty-api takes. */
  get clientIds(): readonly string[] {
    return [this.consoleClientId, this.commandLineClientId]
  }

  /** A prefix is unique in a region among all of AWS's customers, so it holds the account. */
  get #prefix(): string {
    return `${Stack.of(this).stackName.toLowerCase()}-${Aws.ACCOUNT_ID}`
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
    return { authorizerId: authorizer.ref, scopes: [dutyScope] }
  }

  /** The sign-in pages, at a name of one's own or at one of Cognito's. */
  #openSignIn(domain: Settings['signInDomain']): void {
    const certificate = domain && Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn)
    this.#userPool.addDomain('Domain', {
      ...(domain && certificate
        ? { customDomain: { domainName: domain.domainName, certificate } }
        : { cognitoDomain: { domainPrefix: this.#prefix } }),
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
  }

  #createUserPool(relyingParty: string, deletionProtection: boolean): UserPool {
    const userPool = new UserPool(this, 'UserPool', {
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      // A passkey belongs to this name for good: with another, every officer must register anew.
      passkeyRelyingPartyId: relyingParty,
      passkeyUserVerification: PasskeyUserVerification.REQUIRED,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(temporaryPasswordDays),
      },
      accountRecovery: AccountRecovery.NONE,
      deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const resource = userPool.node.defaultChild
    if (!(resource instanceof CfnUserPool)) throw new Error('the user pool has no CloudFormation resource')
    // A passkey with user verification is two factors; without this Cognito refuses passkeys where a second factor is
    // required.
    resource.webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION'
    return userPool
  }

  /** Returns what makes a client without a secret: the code flow with PKCE, to one address. */
  #clientsWithScope(): (id: string, addresses: ClientAddresses) => UserPoolClient {
    const scope = new ResourceServerScope({ scopeName, scopeDescription: 'act for the desks that the officer serves' })
    const server = this.#userPool.addResourceServer('Api', { identifier: resourceServer, scopes: [scope] })
    return (id, { callbackUrl, logoutUrl }) => {
      const client = this.#userPool.addClient(id, {
        generateSecret: false,
        // The choice between authenticator app and passkey: without it the pages offer no passkey.
        authFlows: { user: true },
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [OAuthScope.OPENID, OAuthScope.resourceServer(server, scope)],
          callbackUrls: [callbackUrl],
          ...(logoutUrl === undefined ? {} : { logoutUrls: [logoutUrl] }),
        },
        accessTokenValidity: Duration.minutes(accessTokenMinutes),
        idTokenValidity: Duration.minutes(accessTokenMinutes),
        refreshTokenValidity: Duration.hours(12),
        enableTokenRevocation: true,
        preventUserExistenceErrors: true,
      })
      // Without a style of its own a client's managed login pages are not served.
      new CfnManagedLoginBranding(this, `${id}Style`, {
        userPoolId: this.#userPool.userPoolId,
        clientId: client.userPoolClientId,
        useCognitoProvidedValues: true,
      })
      return client
    }
  }
}

/** Where a client's sign-ins end, and its sign-outs. */
interface ClientAddresses {
  readonly callbackUrl: string
  /** @default none: the client cannot end a session */
  readonly logoutUrl?: string
}

/** What a method needs to be open to officers alone. */
export interface OfficerAuthorizer {
  readonly authorizerId: string
  readonly scopes: readonly string[]
}
