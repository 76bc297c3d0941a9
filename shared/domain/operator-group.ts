/** The group of the people who keep Harbour running. It opens no report. */
export const operatorGroup = 'operators'
