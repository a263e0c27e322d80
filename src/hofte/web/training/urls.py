"""Addresses of training: random ones, without a word about anybody's body (ASVS 14.2.1)."""

from __future__ import annotations

from django.urls import path

from hofte.web.training import diary_views, gate_views, sensor_views, views

urlpatterns = [
    path("prepare/<uuid:document>/<int:number>/", views.prepare, name="prepare"),
    path("before/<uuid:document>/<int:number>/", gate_views.before, name="before"),
    path("session/<uuid:session>/", views.session, name="session"),
    path("session/<uuid:session>/log", views.log, name="session_log"),
    path("session/<uuid:session>/summary/", diary_views.summary, name="summary"),
    path("session/<uuid:session>/correct/", diary_views.correct, name="correct"),
    path("session/<uuid:session>/delete/", diary_views.delete, name="delete_session"),
    path("session/<uuid:session>/guide/", sensor_views.guide, name="guide"),
    path("session/<uuid:session>/scale/", sensor_views.calibrate, name="calibrate"),
    path("session/<uuid:session>/again/", sensor_views.again, name="calibrate_again"),
    path("session/<uuid:session>/values.csv", sensor_views.values, name="assessment_csv"),
    path("session/<uuid:session>/signal-<int:number>.edf", sensor_views.signal, {"kind": "edf"}, name="signal_edf"),
    path("session/<uuid:session>/signal-<int:number>.csv", sensor_views.signal, {"kind": "csv"}, name="signal_csv"),
    path("sensor/", sensor_views.sensor, name="sensor"),
    path("sensor/before/", gate_views.before_sensor, name="before_sensor"),
    path("diary/", diary_views.diary, name="diary"),
    path("diary/export.csv", diary_views.export_as_csv, name="diary_csv"),
    path("diary/export.json", diary_views.export_as_json, name="diary_json"),
]
