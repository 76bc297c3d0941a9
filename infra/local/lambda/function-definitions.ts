import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import type { ServiceUrls } from '../aws/start-services.ts'
import { localRegion } from '../machine/local-client.ts'
import type { CodeDirectoryOf } from '../template/synthesis.ts'
import type { Properties, ResolvedResource, Stack } from '../template/template.ts'

/** A Lambda function of the template, ready to run on this machine. */
export interface FunctionDefinition {
  /** Its logical id in the template. */
  readonly name: string
  /** The bundled module that AWS would run. */
  readonly modulePath: string
  /** The name of the handler that the module exports. */
  readonly exportName: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
}

/** What the definitions of functions are made from. */
export interface FunctionSources {
  readonly stack: Stack
  readonly urls: ServiceUrls
  readonly codeDirectoryOf: CodeDirectoryOf
}

/**
 * Returns the definition of each of these functions of the template, with the environment that AWS would set.
 *
 * @throws Error naming a function that is not in the template
 */
export const functionDefinitionsOf = (
  names: Iterable<string>,
  sources: FunctionSources,
): readonly FunctionDefinition[] => {
  const functions = sources.stack.resourcesOf('AWS::Lambda::Function')
  const resources = new Map(functions.map((each) => [each.logicalId, each]))
  return [...new Set(names)].map((name) => {
    const resource = resources.get(name)
    if (resource === undefined) throw new Error(`the template has no function ${name}`)
    return toDefinition(resource, sources)
  })
}

const toDefinition = (
  { logicalId, properties }: ResolvedResource,
  { urls, codeDirectoryOf }: FunctionSources,
): FunctionDefinition => {
  const [moduleName = '', exportName = ''] = String(properties['Handler']).split('.')
  const { S3Key } = properties['Code'] as { readonly S3Key?: string }
  const { Variables = {} } = (properties['Environment'] ?? {}) as { readonly Variables?: Record<string, string> }
  return {
    name: logicalId,
    modulePath: findModule(codeDirectoryOf(String(S3Key)), moduleName),
    exportName,
    environment: { ...lambdaEnvironment(logicalId, properties, urls), ...Variables },
    timeoutSeconds: Number(properties['Timeout'] ?? 3),
  }
}

const findModule = (directory: string, moduleName: string): string => {
  const paths = ['.mjs', '.js', '.cjs'].map((extension) => join(directory, `${moduleName}${extension}`))
  const path = paths.find(existsSync)
  if (path === undefined) throw new Error(`${directory} holds no ${moduleName}.mjs, .js or .cjs`)
  return path
}

/** Returns the environment that Lambda itself sets, and the URLs of the stand-ins for the AWS services. */
const lambdaEnvironment = (
  name: string,
  properties: Properties,
  urls: ServiceUrls,
): Readonly<Record<string, string>> => ({
  AWS_REGION: localRegion,
  AWS_DEFAULT_REGION: localRegion,
  AWS_ACCESS_KEY_ID: String(properties['Role']).split('/').at(-1) ?? '',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ENDPOINT_URL_DYNAMODB: urls.tables,
  AWS_ENDPOINT_URL_SQS: urls.messages,
  AWS_ENDPOINT_URL_SNS: urls.messages,
  AWS_ENDPOINT_URL_STS: urls.sts,
  AWS_ENDPOINT_URL_S3: urls.messages,
  AWS_ENDPOINT_URL_KMS: urls.kms,
  AWS_ENDPOINT_URL_SESV2: urls.messaging,
  AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: urls.messaging,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: urls.messaging,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
  _HANDLER: String(properties['Handler']),
  TZ: ':UTC',
})
