/** A handler that does nothing: what Node itself costs. */
export const handler = async () => ({ statusCode: 202, body: '{}' })
