import { type Refused, refused } from '../../infra/local/command-line/options.ts'
import { defaultUrl } from '../operator/local-harbour.ts'
import type { Place } from './signed-in.ts'

/** Whether and where to sign in. */
export interface SignInCommand {
  readonly kind: 'sign-in'
  /** Of an officer of `npm start`; undefined for a sign-in in the browser. */
  readonly name?: string
  readonly password?: string
  /** The name that the sign-in is kept under. @default `name`, or one for all that have none */
  readonly as?: string
  /** Where `npm start` runs. @default where the last sign-in was, or on port 8080 */
  readonly api?: string
  /** A deployment. */
  readonly place?: Place
}

/** Options that say where to sign in. */
export const placeOptions = ['api', 'issuer', 'client'] as const

/** The words that a sign-in takes. */
export const signInUsage = '[NAME PASSWORD [URL]] [--api URL --issuer URL --client ID]'

/** What the help says about them. */
export const signInExplained = `NAME PASSWORD: for npm start, which prints both (URL: ${defaultUrl}); without them you sign in in the browser
      HARBOUR_STAGE=dev or prod: that deployment, whose stack is read as the AWS CLI does
      --api, --issuer, --client: the same without AWS credentials: the stack's outputs ApiUrl, DutyIssuer… and
      DutyCommandLineClientId…; given once, then kept`

const isUrl = (text: string): boolean => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

const isSafeUrl = (text: string): boolean =>
  isUrl(text) && (text.startsWith('https://') || ['127.0.0.1', 'localhost'].includes(new URL(text).hostname))

/** Reads the words and options of `sign-in`. @param help - the command that prints the help */
export const parseSignIn = (
  words: readonly string[],
  options: ReadonlyMap<string, string>,
  help: string,
): SignInCommand | Refused => {
  const [name, password, url] = words
  const [api = url, issuer, clientId] = placeOptions.map((option) => options.get(option))
  if (words.length === 1) return refused(`sign-in takes ${signInUsage}; ${help} says more`)
  if (url !== undefined && options.has('api')) return refused('the URL is given twice; leave out --api')
  const wrong = [api, issuer].find((each) => each !== undefined && !isUrl(each))
  if (wrong !== undefined) {
    return refused(`${wrong} is not a URL; give the one that npm start prints as API, such as ${defaultUrl}`)
  }
  const as = options.get('as')
  const given = { ...(api === undefined ? {} : { api }), ...(as === undefined ? {} : { as }) }
  if (issuer === undefined && clientId === undefined) {
    return { kind: 'sign-in', ...given, ...(name === undefined || password === undefined ? {} : { name, password }) }
  }
  if (name !== undefined) return refused('NAME and PASSWORD are for npm start only; a deployment asks in the browser')
  if (api === undefined || issuer === undefined || clientId === undefined) {
    return refused('a deployment needs --api, --issuer and --client; the outputs of the stack name them')
  }
  const open = [api, issuer].find((each) => !isSafeUrl(each))
  if (open !== undefined) return refused(`${open} is not https; only this machine may be without`)
  return { kind: 'sign-in', ...(as === undefined ? {} : { as }), place: { api, issuer, clientId } }
}
