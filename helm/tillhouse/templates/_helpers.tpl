{{- define "tillhouse.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "tillhouse.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "tillhouse.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "tillhouse.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "tillhouse.selector" -}}
app.kubernetes.io/name: {{ include "tillhouse.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .component }}
{{- end -}}

{{- define "tillhouse.labels" -}}
{{ include "tillhouse.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "tillhouse.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "tillhouse.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "tillhouse.fullname" .) -}}
{{- end -}}

{{- define "tillhouse.isCluster" -}}
{{- if eq .Values.mode "cluster" }}true{{ end -}}
{{- end -}}

{{- define "tillhouse.replicas" -}}
{{- if kindIs "invalid" .Values.api.replicas -}}
{{- if include "tillhouse.isCluster" . }}3{{ else }}1{{ end -}}
{{- else -}}
{{- .Values.api.replicas -}}
{{- end -}}
{{- end -}}

{{- define "tillhouse.claim" -}}
{{- .Values.lake.volume.existingClaim | default (printf "%s-lake" (include "tillhouse.fullname" .)) -}}
{{- end -}}

{{- define "tillhouse.dataIsVolume" -}}
{{- if or (ne .Values.mode "cluster") (eq .Values.lake.kind "volume") }}true{{ end -}}
{{- end -}}
