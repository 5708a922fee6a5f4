{{/* What pod security `restricted` asks for. */}}
{{- define "tillhouse.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ .uid }}
runAsGroup: {{ .uid }}
fsGroup: {{ .uid }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "tillhouse.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- define "tillhouse.secretEnv" -}}
- name: {{ .env }}
  valueFrom: { secretKeyRef: { name: {{ .ref.name | quote }}, key: {{ .ref.key | quote }} } }
{{- end -}}

{{/* Settings of every pod: what the chart knows, then what the values say. */}}
{{- define "tillhouse.env" -}}
{{- $values := .root.Values -}}
{{- $name := include "tillhouse.fullname" .root -}}
- name: TILLHOUSE_HOME
  value: /data
{{- if include "tillhouse.isCluster" .root }}
{{- if $values.database.bundled.enabled }}
- name: POSTGRES_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ $name }}-bundled, key: postgres-password } }
- name: DATABASE_URL
  value: postgresql://tillhouse:$(POSTGRES_PASSWORD)@{{ $name }}-postgresql:5432/tillhouse
{{- else }}
{{ include "tillhouse.secretEnv" (dict "env" "DATABASE_URL" "ref" $values.database.url) }}
{{- end }}
{{- if $values.redis.bundled.enabled }}
- name: REDIS_PASSWORD
  valueFrom: { secretKeyRef: { name: {{ $name }}-bundled, key: redis-password } }
- name: REDIS_URL
  value: redis://:$(REDIS_PASSWORD)@{{ $name }}-redis:6379/0
{{- else if $values.redis.url.name }}
{{ include "tillhouse.secretEnv" (dict "env" "REDIS_URL" "ref" $values.redis.url) }}
{{- end }}
{{- if $values.search.bundled.enabled }}
- name: TYPESENSE_URL
  value: http://{{ $name }}-typesense:8108
- name: TYPESENSE_API_KEY
  valueFrom: { secretKeyRef: { name: {{ $name }}-bundled, key: typesense-api-key } }
{{- else if $values.search.url }}
- name: TYPESENSE_URL
  value: {{ $values.search.url | quote }}
{{ include "tillhouse.secretEnv" (dict "env" "TYPESENSE_API_KEY" "ref" $values.search.apiKey) }}
{{- end }}
{{- if eq $values.lake.kind "s3" }}
- name: LAKE_URI
  value: {{ $values.lake.s3.uri | quote }}
- name: TILLHOUSE_S3_REGION
  value: {{ $values.lake.s3.region | quote }}
{{- if $values.lake.s3.endpoint }}
- name: TILLHOUSE_S3_ENDPOINT
  value: {{ $values.lake.s3.endpoint | quote }}
{{- end }}
{{- if $values.lake.s3.credentials }}
{{ include "tillhouse.secretEnv" (dict "env" "AWS_ACCESS_KEY_ID" "ref" (dict "name" $values.lake.s3.credentials "key" "access-key-id")) }}
{{ include "tillhouse.secretEnv" (dict "env" "AWS_SECRET_ACCESS_KEY" "ref" (dict "name" $values.lake.s3.credentials "key" "secret-access-key")) }}
{{- end }}
{{- end }}
{{- end }}
{{- if $values.secrets.keys.name }}
{{ include "tillhouse.secretEnv" (dict "env" "TILLHOUSE_SECRET_KEYS" "ref" $values.secrets.keys) }}
{{- end }}
{{- if $values.inbox.existingClaim }}
- name: TILLHOUSE_RUN_ROOTS
  value: {{ $values.inbox.path | quote }}
{{- end }}
{{- range $key, $value := $values.settings }}
- name: {{ $key }}
  {{- /* Helm has all numbers as floating ones, and would write 4194304 as 4.194304e+06. */}}
  value: {{ if and (kindIs "float64" $value) (eq $value (floor $value)) }}{{ int64 $value | quote }}{{ else }}{{ $value | toString | quote }}{{ end }}
{{- end }}
{{- end -}}

{{- define "tillhouse.volumeMounts" -}}
{{- if not (include "tillhouse.isCluster" .root) }}
- { name: data, mountPath: /data }
{{- else }}
- { name: home, mountPath: /data }
{{- if eq .root.Values.lake.kind "volume" }}
{{- /* A home is one process's, and what they share are these folders of it. */}}
- { name: data, mountPath: /data/lake, subPath: lake }
- { name: data, mountPath: /data/uploads, subPath: uploads }
- { name: data, mountPath: /data/tasks, subPath: tasks }
{{- if not .root.Values.reference.existingConfigMap }}
- { name: data, mountPath: /data/reference, subPath: reference }
{{- end }}
{{- end }}
{{- end }}
{{- if .root.Values.reference.existingConfigMap }}
- { name: reference, mountPath: /data/reference, readOnly: true }
{{- end }}
- { name: tmp, mountPath: /tmp }
{{- if .root.Values.inbox.existingClaim }}
- { name: inbox, mountPath: {{ .root.Values.inbox.path | quote }} }
{{- end }}
{{- end -}}

{{- define "tillhouse.volumes" -}}
{{- if include "tillhouse.dataIsVolume" .root }}
- name: data
  persistentVolumeClaim: { claimName: {{ include "tillhouse.claim" .root }} }
{{- end }}
{{- if include "tillhouse.isCluster" .root }}
- { name: home, emptyDir: {} }
{{- end }}
- { name: tmp, emptyDir: {} }
{{- if .root.Values.reference.existingConfigMap }}
- name: reference
  configMap: { name: {{ .root.Values.reference.existingConfigMap }} }
{{- end }}
{{- if .root.Values.inbox.existingClaim }}
- name: inbox
  persistentVolumeClaim: { claimName: {{ .root.Values.inbox.existingClaim }} }
{{- end }}
{{- end -}}

{{/* What all pods of the program have in common; `sets` are the values of their kind. */}}
{{- define "tillhouse.podCommon" -}}
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{ toYaml . | nindent 2 }}
{{- end }}
automountServiceAccountToken: false
# The cluster would put TILLHOUSE_PORT and others of the kind into the environment, which are settings of another meaning.
enableServiceLinks: false
securityContext: {{ include "tillhouse.podSecurity" (dict "uid" 10001) | nindent 2 }}
{{- with .sets.nodeSelector }}
nodeSelector: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .sets.tolerations }}
tolerations: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .sets.affinity }}
affinity: {{ toYaml . | nindent 2 }}
{{- end }}
{{- with .sets.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "tillhouse.spread" -}}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "tillhouse.selector" . | nindent 8 }}
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{ include "tillhouse.selector" . | nindent 8 }}
{{- end -}}
