using System.Globalization;
using CareIdentity.Web.Hosting;

// What people read is formatted on purpose; nothing depends on the machine's language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var builder = WebApplication.CreateBuilder(args);
if (!builder.TryAddHosting())
{
    return 1;
}

builder.Host.UseDefaultServiceProvider(provider =>
{
    provider.ValidateOnBuild = true;
    provider.ValidateScopes = true;
});

builder.ServeBuiltAssets();
builder.Services.AddPortal(builder.Configuration);
builder.Services.AddSecurityHeaders();

var service = builder.Build();

service.UseSecurityHeaders();
service.UseHsts();
service.UseErrorPages();
service.UseRouting();
service.UseAntiforgery();

service.MapStaticAssets();
service.MapServiceStyle();
service.MapHealth();
service.MapRazorPages().WithStaticAssets();

return await service.RunServiceAsync();
