/** The region of the local stack. It is part of every ARN; nothing is sent to AWS. */
export const localRegion = 'eu-west-2'

/** The account of the local stack. fauxqs uses the same one. */
export const localAccount = '000000000000'

/** Returns the settings of an SDK client that calls a local stand-in for an AWS service. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: localRegion,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
