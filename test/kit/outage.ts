/** Returns a call of a port whose service is down. */
export const down = (service: string) => (): Promise<never> => Promise.reject(new Error(`${service} is down`))
