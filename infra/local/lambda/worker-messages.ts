/** What a worker receives when it starts. */
export interface WorkerData {
  readonly modulePath: string
  readonly exportName: string
  /** The shared memory of the functions' clock. */
  readonly clock: SharedArrayBuffer
  /** The port of this machine where every post over https arrives, whatever host it is for. */
  readonly receiverPort: number
}

/** One invocation, sent to a worker. */
export interface Invocation {
  readonly id: string
  readonly event: unknown
  readonly functionName: string
  readonly timeoutSeconds: number
}

/** What a worker sends: that it is ready, or how an invocation ended. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: string; readonly result: unknown }
  | { readonly kind: 'fault'; readonly id: string; readonly fault: string }
