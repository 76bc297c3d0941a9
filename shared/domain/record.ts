/** Every property name that some member of a union has. */
type NameOf<Kind> = Kind extends unknown ? keyof Kind : never

/** A record without some of its properties; each member of a union by itself. */
type Without<Kind, Name extends PropertyKey> = Kind extends unknown ? Omit<Kind, Name> : never

/** Returns a copy of a record without some of its properties, whether or not it has them. */
export const without = <Kind extends object, Name extends NameOf<Kind>>(
  record: Kind,
  ...names: readonly Name[]
): Without<Kind, Name> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.some((each) => each === name))) as Without<
    Kind,
    Name
  >

type Defined<Kind> = {
  [Name in keyof Kind as undefined extends Kind[Name] ? never : Name]: Kind[Name]
} & {
  [Name in keyof Kind as undefined extends Kind[Name] ? Name : never]?: Exclude<Kind[Name], undefined>
}

/** Returns a copy of a record without the properties whose value is undefined. */
export const defined = <const Kind extends object>(record: Kind): Defined<Kind> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<Kind>
