import { existsSync } from 'node:fs'
import { devNull } from 'node:os'
import { join } from 'node:path'
import type { EngineUrls } from '../aws/start-aws.ts'
import { localRegion } from '../machine/local-client.ts'
import type { Properties, ResolvedResource, Stack } from '../template/template.ts'
import type { FunctionDefinition } from './function-worker.ts'

/** Gives the directory of the code that a function's `Code.S3Key` names. */
export type CodeDirectoryOf = (s3Key: string) => string

/** What Lambda itself puts into a function's environment, and where its calls find the engines. */
const lambdaEnvironment = (
  name: string,
  properties: Properties,
  urls: EngineUrls,
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
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
  _HANDLER: String(properties['Handler']),
  TZ: ':UTC',
})

const modulePathIn = (directory: string, moduleName: string): string => {
  const paths = ['.mjs', '.js', '.cjs'].map((extension) => join(directory, `${moduleName}${extension}`))
  const path = paths.find(existsSync)
  if (path === undefined) throw new Error(`${directory} holds no ${moduleName}.mjs`)
  return path
}

const toDefinition = (
  { logicalId, properties }: ResolvedResource,
  urls: EngineUrls,
  codeDirectoryOf: CodeDirectoryOf,
): FunctionDefinition => {
  const [moduleName = '', exportName = ''] = String(properties['Handler']).split('.')
  const { S3Key } = properties['Code'] as { readonly S3Key?: string }
  const { Variables = {} } = (properties['Environment'] ?? {}) as { readonly Variables?: Record<string, string> }
  return {
    name: logicalId,
    modulePath: modulePathIn(codeDirectoryOf(String(S3Key)), moduleName),
    exportName,
    environment: { ...lambdaEnvironment(logicalId, properties, urls), ...Variables },
    timeoutSeconds: Number(properties['Timeout'] ?? 3),
  }
}

/**
 * Gives the template's functions of these names, with the environment that AWS would give them.
 *
 * @throws Error naming a function that is not in the template
 */
export const functionsOf = (
  stack: Stack,
  names: Iterable<string>,
  urls: EngineUrls,
  codeDirectoryOf: CodeDirectoryOf,
): readonly FunctionDefinition[] => {
  const resources = new Map(stack.resourcesOf('AWS::Lambda::Function').map((each) => [each.logicalId, each]))
  return [...new Set(names)].map((name) => {
    const resource = resources.get(name)
    if (resource === undefined) throw new Error(`the template has no function ${name}`)
    return toDefinition(resource, urls, codeDirectoryOf)
  })
}
