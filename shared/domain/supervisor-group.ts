import { type Desk, desks, type ServedDesk, withRetired } from './desk.ts'

/** Returns the group of the people who supervise a desk. They open no report by it. */
export const supervisorGroupOf = (desk: Desk): `supervisor-${Desk}` => `supervisor-${desk}`

/** Returns the desks that members of these groups supervise, with the retired ones that these are heirs of. */
export const supervisedBy = (groups: readonly unknown[]): readonly ServedDesk[] =>
  withRetired(desks.filter((desk) => groups.includes(supervisorGroupOf(desk))))
