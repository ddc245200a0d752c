// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package other;

import com.azure.core.http.policy.AddHeadersPolicy;
import com.azure.core.http.policy.AfterRetryPolicyProvider;
import com.azure.core.http.policy.HttpPipelinePolicy;
import com.azure.core.http.HttpHeaders;

/** Stands for the provider of another library. */
public final class OtherPolicyProvider implements AfterRetryPolicyProvider {
    @Override
    public HttpPipelinePolicy create() {
        return new AddHeadersPolicy(new HttpHeaders());
    }
}
