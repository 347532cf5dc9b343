/** A language that the packages are built for, and how a project of it comes to the built package. */
export interface Language {
  readonly name: string;
  /** The folder of its app in `examples/`. */
  readonly example: string;
  /** What `jsii-pacmak` calls it. */
  readonly target: string;
  /** What must be installed on the machine: programs, with the option by which they tell their version. */
  readonly programs: Readonly<Record<string, string>>;
  /** The program of the app, where the app is deployed to a local cloud, too. @default - it is only synthesized */
  readonly deployedApp?: string;
  /** The first program of the README in this language, in a project that the example has. */
  readonly firstProgram: FirstProgram;
  /** More options for `jsii-pacmak`. */
  packagingOptions?(workspace: Workspace): readonly string[];
  /** Installs the built package in a copy of the example. Resolves to the environment that its app runs in. */
  install(project: string, workspace: Workspace): Promise<Readonly<Record<string, string>>>;
}

/** A temporary folder for all that is built. */
export interface Workspace {
  readonly directory: string;
  /** Where the packages are, in a folder for each target. */
  readonly packages: string;
  /** The aws-cdk-lib that apps are synthesized with; those of Java and Go name it themselves. */
  readonly cdkVersion: string;
  readonly constructsVersion: string;
}

export interface FirstProgram {
  /** The word after the fence of its sample. */
  readonly fence: string;
  /** The file that the project of the example has it in. */
  readonly file: string;
  /** The command that runs it. */
  readonly app: string;
}
