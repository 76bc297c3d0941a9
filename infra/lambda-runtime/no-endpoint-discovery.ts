/**
 * Stands in for `@aws-sdk/middleware-endpoint-discovery`: DynamoDB's client carries it with a cache of 1,000 endpoints, and no
 * operation of ours asks for discovery. This leaves the setting unset.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
}

/** Leaves a client's configuration as it is. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config
