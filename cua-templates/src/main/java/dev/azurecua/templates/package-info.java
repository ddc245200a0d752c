// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
/**
 * Supports customer usage attribution in Azure Resource Manager templates.
 * {@link dev.azurecua.templates.TemplateAttribution} adds the tracking ID to a template;
 * {@link dev.azurecua.templates.DeploymentVerifier} checks whether a deployment is attributed.
 */
@NullMarked
package dev.azurecua.templates;

import org.jspecify.annotations.NullMarked;
