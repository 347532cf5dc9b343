/** Seconds from the request to the deadline of the operation, unless the app says otherwise. */
export const DEFAULT_TIMEOUT_SECONDS = 55 * 60;

/** CloudFormation takes no response after an hour; the function needs the rest to send one. */
export const MAXIMUM_TIMEOUT_SECONDS = 57 * 60;

/**
 * Bytes of JSON of one declaration. With what was declared before, and with what an operation has reached, it must fit into
 * the 262,144 bytes that Step Functions takes as the input of an execution, and from state to state.
 */
export const MAXIMUM_DECLARATION_BYTES = 200_000;

/** The longest run of the function. A run that began earlier can no longer change anything. */
export const FUNCTION_TIMEOUT_SECONDS = 60;
