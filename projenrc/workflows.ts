import { type awscdk, github } from 'projen';

/** Those that projen takes by their tag, by its commit, and those that it does not know. */
const ACTIONS = {
  'actions/setup-dotnet': 'a98b56852c35b8e3190ac28c8c2271da59106c68', // v6.0.0
  'actions/setup-go': 'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e', // v7.0.0
  'actions/setup-java': 'b6effb05e454b25005698d916606bdc6ffcbf961', // v5.7.0
  'actions/setup-node': '820762786026740c76f36085b0efc47a31fe5020', // v7.0.0
  'actions/setup-python': '5fda3b95a4ea91299a34e894583c3862153e4b97', // v7.0.0
  'github/codeql-action/upload-sarif': '99df26d4f13ea111d4ec1a7dddef6063f76b97e9', // v4.37.0
  'ossf/scorecard-action': '4eaacf0543bb3f2c246792bd56e8cdeffafb205a', // v2.4.3
  'peter-evans/create-pull-request': '5f6978faf089d4d20b00c7766989d076bb2fc7f1', // v8.1.1
};
const { READ, WRITE } = github.workflows.JobPermission;
const CLEAN_CLONE = 'clean-clone';

function pinned(action: keyof typeof ACTIONS): string {
  return `${action}@${ACTIONS[action]}`;
}

/** The workflows of the project beside those of projen, and what is different in these. */
export function configureWorkflows(project: awscdk.AwsCdkConstructLibrary, node: string): void {
  for (const [action, commit] of Object.entries(ACTIONS)) project.github?.actions.set(action, `${action}@${commit}`);
  project.buildWorkflow?.addPostBuildSteps({ name: 'Audit what is bundled', run: 'npx projen audit' });
  addCleanClone(project, node);
  configureRelease(project);
  // The Node.js of setup-node is the one that is wanted. That of the dependency `node` is in no lock file: its install
  // script fetches it.
  for (const { file } of project.github?.workflows ?? []) file?.addOverride('env.npm_config_ignore_scripts', 'true');
  addScorecard(project);
}

/** What has to be true of a clean clone: for each pull request, and before each release. */
function addCleanClone(project: awscdk.AwsCdkConstructLibrary, node: string): void {
  const workflow = project.github?.addWorkflow(CLEAN_CLONE);
  workflow?.on({ pullRequest: {}, workflowCall: {}, workflowDispatch: {} });
  workflow?.addJob('run', {
    name: 'Everything that has to be true of a clean clone',
    runsOn: ['ubuntu-latest'],
    timeoutMinutes: 90,
    permissions: { contents: READ },
    // Chromium and Maven are on that machine.
    tools: { node: { version: node }, python: { version: '3.x' }, java: { version: '17' }, go: { version: 'stable' } },
    steps: [github.WorkflowSteps.checkout(), { name: 'Run', run: '.ci/run' }],
  });
}

function configureRelease(project: awscdk.AwsCdkConstructLibrary): void {
  const release = project.github?.workflows.find(({ name }) => name === 'release');
  release?.addJob(CLEAN_CLONE, {
    uses: `./.github/workflows/${CLEAN_CLONE}.yml`,
    permissions: { contents: READ },
  });
  release?.file?.addOverride('jobs.release.needs', CLEAN_CLONE);
  // The publishing tool knows the registry by itself.
  release?.file?.addDeletionOverride('jobs.release_npm.steps.9.env.NPM_REGISTRY');
  // Only the former service of Maven Central wants it.
  release?.file?.addDeletionOverride('jobs.release_maven.steps.10.env.MAVEN_STAGING_PROFILE_ID');
}

/** How well the repository is protected, as OpenSSF sees it. Its results are published only without an environment. */
function addScorecard(project: awscdk.AwsCdkConstructLibrary): void {
  const workflow = project.github?.addWorkflow('scorecard');
  workflow?.on({ branchProtectionRule: {}, schedule: [{ cron: '0 6 * * 1' }], push: { branches: ['main'] } });
  workflow?.addJob('analyse', {
    runsOn: ['ubuntu-latest'],
    permissions: { contents: READ, securityEvents: WRITE, idToken: WRITE },
    steps: [
      {
        name: 'Checkout',
        uses: github.ActionRefs.ACTIONS_CHECKOUT,
        with: { 'persist-credentials': false },
      },
      {
        name: 'Analyse',
        uses: pinned('ossf/scorecard-action'),
        with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: true },
      },
      {
        name: 'Show it under Security',
        uses: pinned('github/codeql-action/upload-sarif'),
        with: { sarif_file: 'results.sarif' },
      },
    ],
  });
}
