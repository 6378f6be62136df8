// The bare Probot app: the signature is checked, the body parsed, one handler called that does
// nothing. It keeps nothing either, which is what Cairn's figure has to be read against.
import { run } from "probot";

await run((app) => {
  app.on("pull_request", async () => {});
});
