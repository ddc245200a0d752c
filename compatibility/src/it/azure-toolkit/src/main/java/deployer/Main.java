// SPDX-FileCopyrightText: the azure-cua authors
// SPDX-License-Identifier: MIT
package deployer;

import com.microsoft.azure.toolkit.lib.Azure;
import com.microsoft.azure.toolkit.lib.appservice.webapp.AzureWebApp;
import com.microsoft.azure.toolkit.lib.auth.Account;
import com.microsoft.azure.toolkit.lib.auth.AuthConfiguration;
import com.microsoft.azure.toolkit.lib.auth.AuthType;
import com.microsoft.azure.toolkit.lib.auth.AzureAccount;
import com.microsoft.azure.toolkit.lib.common.model.Region;
import com.microsoft.azure.toolkit.lib.common.proxy.ProxyManager;
import com.microsoft.azure.toolkit.lib.containerapps.AzureContainerApps;
import com.microsoft.azure.toolkit.lib.resource.AzureResources;
import com.microsoft.azure.toolkit.lib.storage.AzureStorageAccount;
import java.util.List;

/** Logs in and deploys as the Azure plugins for Maven do. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Azure.az().config().setUserAgent("contoso-deployer/1.0");
        // Off, because the toolkit would send telemetry of its own to Application Insights.
        Azure.az().config().setTelemetryEnabled(false);
        // Needed, because the toolkit's own client otherwise resolves host names itself.
        ProxyManager.getInstance().applyProxy();

        AuthConfiguration login = new AuthConfiguration(AuthType.SERVICE_PRINCIPAL);
        login.setTenant("00000000-0000-0000-0000-000000000002");
        login.setClient("00000000-0000-0000-0000-000000000003");
        login.setKey("not-a-secret");
        // Without persistence, because the token cache would need the keyring of a desktop.
        Account account = Azure.az(AzureAccount.class).login(login, false);
        String subscription = account.getSubscriptions().get(0).getId();
        account.setSelectedSubscriptions(List.of(subscription));

        Azure.az(AzureResources.class).groups(subscription).createResourceGroupIfNotExist("contoso", Region.US_EAST);
        Azure.az(AzureResources.class).groups(subscription).list();
        Azure.az(AzureStorageAccount.class).accounts(subscription).list();
        Azure.az(AzureWebApp.class).webApps(subscription).list();
        Azure.az(AzureContainerApps.class).containerApps(subscription).list();
        System.out.println("deployed");
    }
}
