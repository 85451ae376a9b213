"""Stages that turn a received file into pages one can quote; ``pipeline`` lists them."""
