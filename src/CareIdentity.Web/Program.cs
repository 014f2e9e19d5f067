using System.Globalization;
using CareIdentity.Web.Api;
using CareIdentity.Web.CardOperations;
using CareIdentity.Web.Hosting;
using CareIdentity.Web.Portal.People;
using CareIdentity.Web.Portal.Requests;
using CareIdentity.Web.Portal.SignIn;
using CareIdentity.Web.PublicPki;
using CareIdentity.Web.Sessions;
using CareIdentity.Web.TrainingDesk;

// What people read is formatted on purpose; nothing depends on the machine's language.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// What is configured holds until the next start: nobody watches the files.
var builder = WebApplication.CreateBuilder(["--hostBuilder:reloadConfigOnChange=false", .. args]);
if (!builder.TryAddHosting())
{
    return 1;
}

builder.Host.UseDefaultServiceProvider(provider =>
{
    // Takes a tenth of a second of a start, and what it finds does not depend on the machine: every test of a page has it.
    provider.ValidateOnBuild = builder.Environment.IsDevelopment();
    provider.ValidateScopes = true;
});

builder.ServeBuiltAssets();
builder.Services.AddCareIdentity(builder.Configuration);
builder.Services.AddProtectionKeys();
builder.Services.AddSessions();
builder.Services.AddTrainingDesk();
builder.Services.AddPortal(builder.Configuration);
builder.Services.AddSecurityHeaders();
builder.Services.AddPublicPki();
Telemetry.Add(builder.Services, builder.Configuration);

var service = builder.Build();

StartGate.Use(service);
service.UseOcsp();
service.UseSecurityHeaders();
service.UseHsts();
service.UseErrorPages();
service.UseWebSockets();
service.UseTrainingDesk();
service.UseRouting();
// Nothing here asks them anything. Where nobody says their place, the framework puts them before everything else, OCSP too.
service.UseAuthentication();
service.UseAuthorization();
service.UseSessions();
service.UseAntiforgery();

service.MapStaticAssets();
service.MapServiceStyle();
service.MapHealth();
service.MapPublicPki();
service.MapSignIn();
service.MapPhotos();
service.MapAttachments();
service.MapStaffRecords();
service.MapCardOperations();
service.MapTrainingDesk();
service.MapRazorPages().WithStaticAssets();

return await service.RunServiceAsync();
