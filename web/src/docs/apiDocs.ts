// The API's documentation, drawn from /api/openapi.json by Swagger UI, all from our own origin.
import SwaggerUI from 'swagger-ui-dist/swagger-ui-es-bundle.js'
import 'swagger-ui-dist/swagger-ui.css'

SwaggerUI({
  dom_id: '#docs',
  url: '/api/openapi.json',
  deepLinking: true,
  // its validator badge would ask a foreign host
  validatorUrl: null,
})
