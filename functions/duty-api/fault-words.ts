import type { FaultWords } from '../../shared/lambda/http.ts'

const again = 'if it fails again, tell who runs Harbour'

/** What officers are told after a fault. A reading is logged before anything is opened, so it may be in the log. */
export const officerFaultWords: FaultWords = {
  afterFault: (method, resource) => {
    if (resource.endsWith('/opening')) {
      return `the report could not be shown, and your reading may be in its log all the same; open it again, and ${again}`
    }
    if (method !== 'POST') return `ask again; ${again}`
    return `whether this was done is not known; look at the report, do it again if it was not, and ${again}`
  },
  busy: 'others change this report at the same time; look at it, and try again',
}
