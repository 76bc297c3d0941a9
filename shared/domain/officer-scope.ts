/** The resource server that the officers' user pool defines, and its one scope. */
export const resourceServer = 'harbour'
export const scopeName = 'duty'

/** The scope that an officer's access token must have, as the token names it. */
export const dutyScope = `${resourceServer}/${scopeName}`
