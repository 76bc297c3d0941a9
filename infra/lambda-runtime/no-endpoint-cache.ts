const refuse = (): never => {
  throw new Error('endpoint discovery is not bundled: see infra/bundle.ts')
}

/**
 * Stands in for `@aws-sdk/endpoint-cache` in the bundles. The DynamoDB client creates one when it starts, and uses it
 * only when endpoint discovery is turned on, which ours is not. The real one brings two packages of data structures:
 * 8.2 KB of each bundle, 2.5 KB zipped.
 */
export class EndpointCache {
  readonly get = refuse
  readonly getEndpoint = refuse
  readonly set = refuse
  readonly delete = refuse
  readonly has = refuse
  readonly clear = refuse
}
