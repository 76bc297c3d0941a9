import { type Attack, expectSame } from './target.ts'

const adult = { now: '25-44', inImages: '25-44' }

const deskOf = async (target: Parameters<Attack['run']>[0], body: object): Promise<unknown> => {
  const { reference } = await target.accepted(body)
  const { body: view } = await target.ask('duty-control', `/duty/reports/${reference}`)
  return view['desk']
}

const routed = (name: string, body: object, desk: string): Attack => ({
  name,
  run: async (target) => expectSame('the desk', await deskOf(target, body), desk),
})

/** Wrong desks that were seen, and ages that hide a child. */
export const placeAttacks: readonly Attack[] = [
  routed('Berwick is outside Scotland', { age: adult, location: { postcode: 'TD15 1AA' } }, 'outside-scotland'),
  routed(
    'a postcode in an address is found',
    { age: adult, location: { postcode: '12 High St, Dunfermline KY11 1AA' } },
    'division-p',
  ),
  routed(
    'letters O and I in a postcode are read by their place',
    { age: adult, location: { postcode: 'KYII 1AA' } },
    'division-p',
  ),
  routed(
    'a letter of another alphabet makes the place unknown',
    { age: adult, location: { postcode: 'КY11 1AA' } },
    'duty-control',
  ),
  routed(
    'an age in the images that was not asked leaves an adult an adult',
    { age: { now: '25-44' }, location: { postcode: 'KY11 1AA' } },
    'division-p',
  ),
  routed(
    'an age in the images that is unknown is a child’s',
    { age: { now: '25-44', inImages: 'unknown' } },
    'child-protection',
  ),
  routed('no age at all is a child’s', { location: { postcode: 'KY11 1AA' } }, 'child-protection'),
  routed('a misspelt key under age is a child’s', { age: { ...adult, inImage: '16-17' } }, 'child-protection'),
]
