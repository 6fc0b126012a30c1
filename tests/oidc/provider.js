// A strict identity provider for the tests: `oidc-provider`, with one page on which one says who one is.
// On standard input: {"port", "id", "secret", "back": [addresses], "acr": [ways of signing in]}.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { generateKeyPairSync } from 'node:crypto'

const asked = JSON.parse(readFileSync(0, 'utf8'))
const required = createRequire(join(process.argv[2], 'package.json'))
const { Provider } = await import(pathToFileURL(required.resolve('oidc-provider')))

const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const root = `http://127.0.0.1:${asked.port}`
const provider = new Provider(root, {
  clients: [
    {
      client_id: asked.id,
      client_secret: asked.secret,
      redirect_uris: asked.back,
      application_type: 'native', // The port of a loopback address does not count (RFC 8252, 7.3).
    },
  ],
  acrValues: asked.acr,
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'proef' }] },
  cookies: { keys: ['proef'] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  interactions: { url: (_, interaction) => `/wie/${interaction.uid}` },
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    })
    grant.addOIDCScope('openid')
    await grant.save()
    return grant
  },
})

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith('/wie/')) return next()
  if (ctx.method === 'GET') {
    const choices = asked.acr.map((acr) => `<option>${acr}</option>`).join('')
    ctx.type = 'html'
    ctx.body = `<!doctype html><html lang="nl"><title>Wie bent u?</title><main><h1>Wie bent u?</h1>
      <form method="post"><label>Naam <input name="wie"></label>
      <label>Manier <select name="acr">${choices}</select></label>
      <button name="doe" value="in">Inloggen</button></form></main></html>`
    return
  }
  const chunks = []
  for await (const chunk of ctx.req) chunks.push(chunk)
  const told = new URLSearchParams(Buffer.concat(chunks).toString())
  const result = told.get('wie')
    ? { login: { accountId: told.get('wie'), acr: told.get('acr') }, consent: {} }
    : { error: 'access_denied', error_description: 'nobody' }
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false })
  ctx.respond = false
})

provider.listen(asked.port, '127.0.0.1', () => console.log('ready'))
