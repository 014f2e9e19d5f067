using CareIdentity.Web.Hosting;

var builder = WebApplication.CreateBuilder(args);
if (!builder.TryAddHosting())
{
    return 1;
}

var service = builder.Build();
service.MapHealth();
return await service.RunServiceAsync();
