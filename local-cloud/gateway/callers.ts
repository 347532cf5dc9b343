import { Caller } from './service';

/** Who stands behind each access key. Keys that nobody gave out are the administrator's: any dummy credentials work. */
export class Callers {
  private readonly byAccessKey = new Map<string, Caller>();

  constructor(readonly administrator: Caller) {}

  register(accessKeyId: string, caller: Caller): void {
    this.byAccessKey.set(accessKeyId, caller);
  }

  find(accessKeyId: string | undefined): Caller {
    return (accessKeyId === undefined ? undefined : this.byAccessKey.get(accessKeyId)) ?? this.administrator;
  }
}
