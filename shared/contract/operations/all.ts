import { dutyOperations } from './duty.ts'
import { intakeOperations } from './intake.ts'
import { publicOperations } from './public.ts'
import { reporterOperations } from './reporters.ts'

/** Every call of the API. */
export const operations = { ...intakeOperations, ...reporterOperations, ...publicOperations, ...dutyOperations }

/** A call by its method and path, such as `POST /reports`. */
export type OperationKey = keyof typeof operations
