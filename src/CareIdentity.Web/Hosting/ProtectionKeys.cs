using System.Xml.Linq;
using CareIdentity.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Hosting;

/// <summary>Keeps the framework's protection keys in the database: a form that one node drew is taken by every other.</summary>
internal static class ProtectionKeys
{
    public static IServiceCollection AddProtectionKeys(this IServiceCollection services)
    {
        services.AddScoped<ProtectionKeyRing>();
        services.AddDataProtection().SetApplicationName("care-identity");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = new Repository(provider.GetRequiredService<IServiceScopeFactory>())));
        return services;
    }

    private sealed class Repository(IServiceScopeFactory scopes) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements()
        {
            using var scope = scopes.CreateScope();
            return [.. scope.ServiceProvider.GetRequiredService<ProtectionKeyRing>().All().Select(xml => XElement.Parse(xml))];
        }

        public void StoreElement(XElement element, string friendlyName)
        {
            using var scope = scopes.CreateScope();
            scope.ServiceProvider.GetRequiredService<ProtectionKeyRing>().Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
        }
    }
}
