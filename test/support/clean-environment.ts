// Tests neither follow nor touch what a developer has set up for other work: profiles, endpoints, clusters, databases.
const FOREIGN = /^(?:AWS|DB|EMULATOR)_|^(?:DATABASE_URL|NODE_EXTRA_CA_CERTS|WORKBENCH_DATA)$/;
/** Of vitest's own configuration. */
const OURS = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED';

for (const name of Object.keys(process.env)) {
  if (FOREIGN.test(name) && name !== OURS) delete process.env[name];
}
