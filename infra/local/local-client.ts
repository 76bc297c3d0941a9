/** The region of the local stack: it stands in every ARN, and nothing is sent there. */
export const localRegion = 'eu-west-2'

/** The account of the local stack, as fauxqs names it. */
export const localAccount = '000000000000'

/** Gives the settings of an SDK client that speaks to an engine of this machine. */
export const localClient = (endpoint: string) => ({
  endpoint,
  region: localRegion,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})
