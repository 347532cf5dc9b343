/** What the command line asks for cannot be done; the words say why. */
export class Misuse extends Error {}
